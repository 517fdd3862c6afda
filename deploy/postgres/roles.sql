-- Once, on the first primary, as postgres. Passwords are set afterwards with \password: they stand in no file and no history of a shell.
CREATE ROLE kakitome LOGIN;
-- So that `kakitome doctor` sees the standbys.
GRANT pg_monitor TO kakitome;
CREATE ROLE replicator LOGIN REPLICATION;
CREATE DATABASE kakitome OWNER kakitome ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0;

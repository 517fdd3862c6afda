-- Who works on the store now, and how far each way in has got. Nothing here is part of the books: a process that is gone leaves its rows, which lapse.

CREATE TABLE processes (
  holder      text COLLATE "C" NOT NULL PRIMARY KEY,
  host        text   NOT NULL,
  pid         bigint NOT NULL,
  roles       text   NOT NULL,
  began_at    bigint NOT NULL,
  alive_until bigint NOT NULL
);

-- complete_until: all letters that came this way before then are kept; NULL: not known yet.
CREATE TABLE intakes (
  name           text COLLATE "C" NOT NULL,
  holder         text COLLATE "C" NOT NULL,
  complete_until bigint,
  alive_until    bigint NOT NULL,
  PRIMARY KEY (name, holder)
);

-- What one process at a time does.
CREATE TABLE leases (
  name   text COLLATE "C" NOT NULL PRIMARY KEY,
  holder text   NOT NULL,
  until  bigint NOT NULL
);

-- What staff have to look at, and what they have: a task leaves the list with who looked after it, and what they noted.
ALTER TABLE staff_tasks ADD COLUMN done_at INTEGER;
ALTER TABLE staff_tasks ADD COLUMN done_by TEXT CHECK (done_by IS NULL OR json_valid(done_by));
ALTER TABLE staff_tasks ADD COLUMN done_note TEXT;
CREATE INDEX staff_tasks_open ON staff_tasks (task_number) WHERE done_at IS NULL;

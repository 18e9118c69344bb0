-- Statistics taken while a gallery is small mislead the planner when it has grown: with those of a
-- handful of jobs, keeping a new one read all of them. Every statement has its index; none needs them.
DROP TABLE IF EXISTS sqlite_stat1;

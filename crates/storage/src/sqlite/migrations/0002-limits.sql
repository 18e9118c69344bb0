CREATE TABLE counts (
    key    TEXT    NOT NULL,
    length INTEGER NOT NULL,
    start  INTEGER NOT NULL,
    used   INTEGER NOT NULL,
    ends   INTEGER NOT NULL,
    PRIMARY KEY (key, length, start)
) STRICT, WITHOUT ROWID;

CREATE INDEX counts_ends ON counts (ends);

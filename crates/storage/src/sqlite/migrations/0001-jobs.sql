-- `rank` orders jobs as their ids do, as an integer that the search index can use: the id's
-- millisecond times 32768, plus a number that tells jobs of one millisecond apart.
-- `body` is the job as it was accepted; what people may change lies in columns of its own.
CREATE TABLE jobs (
    rank      INTEGER PRIMARY KEY,
    id        TEXT    NOT NULL UNIQUE,
    favourite INTEGER NOT NULL,
    trashed   INTEGER,
    body      TEXT    NOT NULL
) STRICT;

-- One index for each list that people page through without a search.
CREATE INDEX jobs_kept              ON jobs (id) WHERE trashed IS NULL;
CREATE INDEX jobs_kept_favourite    ON jobs (id) WHERE trashed IS NULL AND favourite = 1;
CREATE INDEX jobs_trashed           ON jobs (id) WHERE trashed IS NOT NULL;
CREATE INDEX jobs_trashed_favourite ON jobs (id) WHERE trashed IS NOT NULL AND favourite = 1;

CREATE TABLE runs (
    job     INTEGER NOT NULL REFERENCES jobs (rank) ON DELETE CASCADE,
    place   INTEGER NOT NULL,
    model   TEXT    NOT NULL,
    version INTEGER NOT NULL,
    due     INTEGER,
    held    INTEGER NOT NULL,
    body    TEXT    NOT NULL,
    PRIMARY KEY (job, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX runs_due ON runs (model, due, job, place) WHERE due IS NOT NULL;
CREATE INDEX runs_held ON runs (due) WHERE held = 1;

CREATE TABLE requests (
    key    TEXT    NOT NULL PRIMARY KEY,
    digest TEXT    NOT NULL,
    job    INTEGER NOT NULL REFERENCES jobs (rank) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX requests_job ON requests (job);

-- Searched by words and by tags (models, favourite, kept or trashed), so that any combination is
-- one walk through sorted lists. The row's id is the job's rank.
-- The program divides texts into words itself; the tokenizer only splits at the spaces between them.
CREATE VIRTUAL TABLE search USING fts5 (
    words, tags,
    tokenize = 'ascii', content = '', contentless_delete = 1, detail = 'column', prefix = '1 2'
);

-- Every word that was ever said, to find those that an unfinished word may become. The index above
-- could find them too, but sorts all their jobs first.
CREATE TABLE vocabulary (
    word TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- What runs have taken of each budget, in millionths of a dollar: `day/2026-11-23`. The runs say how
-- much in their bodies; both change in one transaction.
CREATE TABLE accounts (
    name  TEXT    NOT NULL PRIMARY KEY,
    spent INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

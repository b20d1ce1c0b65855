-- What whoever shares a link wrote on it ("which post was it?"), the visitor's address first, then the link's own.

ALTER TABLE clicks {{on_cluster}}
    ADD COLUMN IF NOT EXISTS sub1 String,
    ADD COLUMN IF NOT EXISTS sub2 String,
    ADD COLUMN IF NOT EXISTS sub3 String;

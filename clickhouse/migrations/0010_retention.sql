-- How long what could recognise somebody is kept. The rows stay: clicks are what was paid for. README.md, "Retention".

ALTER TABLE clicks {{on_cluster}}
    MODIFY COLUMN visitor String TTL toDateTime(at) + INTERVAL 13 MONTH;

ALTER TABLE clicks {{on_cluster}}
    MODIFY COLUMN network_hash String TTL toDateTime(at) + INTERVAL 30 DAY;

ALTER TABLE site_events {{on_cluster}}
    MODIFY COLUMN visitor String TTL toDateTime(at) + INTERVAL 13 MONTH;

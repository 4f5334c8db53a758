-- The same column as migrations/sqlite/0009_keys.sql.
-- Which key signed a certificate: what it had issued is signed by the root when it is disowned.
alter table certificates add column key_id text not null default '';
update certificates set key_id = substr(credential, strpos(credential, '#key-') + 1, 12) where strpos(credential, '#key-') > 0;
create index certificates_by_key on certificates (key_id, id);

-- Deleting one user: links say how they stand, and who is in the vault is found by primary identifier.

alter table user_link add column status text;
update user_link set kind = 'LOCKED_BIB' where kind = 'LOCKED_RECORD';
-- What one system says of a user is replaced as a whole.
create index user_link__source on user_link (institution_id, user_id, source);

-- HMAC of the lower-case primary identifier under the master key: names nobody, and goes with the entry.
alter table vault_entry add column finder bytea;
create index vault_entry__finder on vault_entry (institution_id, finder) where finder is not null;

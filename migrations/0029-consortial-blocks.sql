-- Blocks that were copied from another institution are looked for every minute, and so are accounts that have a source.
create index user_block__copies on user_block (institution_id, user_id) where element_id like 'from-%';
create index user_account__source on user_account (source_institution_code, source_link_id)
  where source_institution_code is not null;

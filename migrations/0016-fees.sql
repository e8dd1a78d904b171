-- Fines and fees whole: VAT, the loan behind a fee, the bursar, and how each transaction came about.

alter table fee
  -- part of the original amount
  add column original_vat numeric(14, 2) not null default 0,
  add column loan_id bigint,
  add column bursar_transaction_id text,
  -- VAT is paid and waived in proportion: the last cent of the balance takes the last cent of it along
  add column vat_balance numeric(14, 2) not null generated always as (
    case when original_amount = 0 then 0 else round(original_vat * balance / original_amount, 2) end
  ) stored;

alter table fee_transaction
  add column vat_amount numeric(14, 2) not null default 0,
  add column payment_method text,
  add column external_transaction_id text,
  -- code of the circulation desk; null: not at a desk
  add column desk text;

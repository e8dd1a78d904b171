-- What the person who started a task sees of the elements that libraries own (null: all): the task sees no more.
alter table task add column libraries text[];

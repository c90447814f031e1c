-- Twee kennisgevingen over een feit die zeker na elkaar verteld werden: de laatste zegt alles.
alter table kennisgeving_verteld add column na_eerder boolean not null default false;
comment on column kennisgeving_verteld.na_eerder is 'Of het log eerder toen al als verzonden kende en nooit als apart gezet: dan hoorden de afnemers deze daarna';

-- Van een afnemer of opdracht die de statistiek nog niet kent, verwacht PostgreSQL een enkele rij: dan leest zij er per bericht alle
-- rijen van. Zonder statistiek over deze kolommen rekent zij op een tweehonderdste van de tabel, en zoekt op het bericht zelf.
do $$
declare
  houdt text := pg_get_viewdef('papier_houdt'::regclass);
  houdt_uitleg text := obj_description('papier_houdt'::regclass);
  herroeping text := pg_get_viewdef('herroeping_bij'::regclass);
  herroeping_uitleg text := obj_description('herroeping_bij'::regclass);
begin
  drop view papier_houdt, herroeping_bij;
  -- Het type blijft zoals het is: zo verdwijnt wat er al aan statistiek was.
  alter table levering alter column partner type text, alter column partner set statistics 0;
  alter table vrijgave_bericht alter column vrijgave type uuid, alter column vrijgave set statistics 0;
  alter table heraanbod_bericht alter column heraanbod type uuid, alter column heraanbod set statistics 0;
  alter table papierbundel_regel alter column bundel type uuid, alter column bundel set statistics 0;
  alter table batch_regel alter column batch type uuid, alter column batch set statistics 0;
  execute 'create view papier_houdt as ' || houdt;
  execute format('comment on view papier_houdt is %L', houdt_uitleg);
  execute 'create view herroeping_bij as ' || herroeping;
  execute format('comment on view herroeping_bij is %L', herroeping_uitleg);
end $$;

-- Wat voorgoed afgewezen is, is nooit verteld: dat moet vaststaan voor wie erachter wacht, en het log loopt achter.
create table afgewezen (
  bericht_id uuid primary key
);
comment on table afgewezen is 'Berichten die voorgoed afgewezen zijn voordat zij verzonden waren; weg zodra het log het weet';

create index wachtend_bericht on wachtend (bericht_id);
comment on table wachtend is 'Per dossier de berichten die nog niet gelukt zijn, en wat het volgen afleidde en nog niet verwerkt is; een later bericht wacht erop';

comment on column kennisgeving_verteld.na_eerder is 'Of zij zeker het laatste is dat de afnemers van dit feit horen: het log kende eerder toen al als verzonden en nooit als apart gezet, en er wachtte in het dossier niets van later';

-- Wat aan het volgen overgelaten is en nog niet gevraagd, is niet verteld: wat dat intrekt ook niet.
alter table volging add column overgelaten text[] not null default '{}';
comment on column volging.overgelaten is 'Typen van de feiten die een kennisgeving na het laatste goede antwoord aan het volgen overliet';

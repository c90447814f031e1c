-- Elke aanlevering van een bron, één keer: de sleutel is de hash van de inhoud.
create table aanlevering (
  bron       text        not null,
  sleutel    char(64)    not null,
  bericht_id uuid        not null,
  drager     text        not null,
  gereed     boolean     not null,
  ontvangen  timestamptz not null,
  primary key (bron, sleutel)
);
comment on table aanlevering is 'Aanleveringen van bronnen; dezelfde inhoud krijgt hetzelfde berichtId en wordt één keer verwerkt';
comment on column aanlevering.sleutel is 'SHA-256 van de inhoud, zonder witruimte tussen elementen';
comment on column aanlevering.drager is 'Wat het bericht draagt: http, of het nummer dat de broker het bericht op de wachtrij gaf';
comment on column aanlevering.gereed is 'Onwaar zolang niet vaststaat dat het bericht duurzaam op een wachtrij staat';

-- Wat een kennisgeving zelf vertelde, hoeft het volgen niet nog eens te vertellen.
create table kennisgeving_verteld (
  bericht_id   uuid     primary key,
  dossier      char(64) not null,
  bron         text     not null,
  feit         char(64) not null,
  soort        text     not null,
  inhoud       char(64) not null,
  eerder       uuid,
  eerder_soort text,
  verwijst     boolean  not null,
  antwoord     uuid,
  gelijk       boolean  not null default false
);
create index kennisgeving_verteld_dossier on kennisgeving_verteld (dossier, bron);
comment on table kennisgeving_verteld is 'Kennisgevingen waarvan besloten is dat zij zelf de gebeurtenis zijn; weg zodra het laatste beslag eindigt';
comment on column kennisgeving_verteld.bron is 'De bron die naar dit feit gevraagd wordt, niet die van de kennisgeving';
comment on column kennisgeving_verteld.feit is 'Als volging_feit.feit';
comment on column kennisgeving_verteld.inhoud is 'Als volging_feit.inhoud, met erbij of een afnemer het adres te zien krijgt en, van een lijst, wat er eerst stond';
comment on column kennisgeving_verteld.eerder is 'De gebeurtenis die dit feit daarvoor het laatst vertelde';
comment on column kennisgeving_verteld.eerder_soort is 'Type daarvan; leeg: niet bekend';
comment on column kennisgeving_verteld.verwijst is 'Of zij die eerdere verbetert of intrekt';
comment on column kennisgeving_verteld.antwoord is 'Het bericht waarin de bron daarna antwoordde, of een latere kennisgeving over dezelfde velden; leeg: nog niet, en wat hetzelfde zegt is al verteld';
comment on column kennisgeving_verteld.gelijk is 'Of dat antwoord hetzelfde zei en daarom geen gebeurtenis gaf';

alter table volging_feit add column inhoud char(64);
comment on column volging_feit.feit is 'HMAC onder het bewaargeheim van type en sleutel van het object; van voor 2026-11-23 SHA-256 daarvan, tot het feit weer bekeken wordt';
comment on column volging_feit.inhoud is 'HMAC onder het bewaargeheim van dossier en wat er van het feit verteld is; leeg: niet bekend';

-- Volgen: van elke schuldenaar met een lopend beslag wat een bron het laatst zei, om uit het verschil gebeurtenissen te maken.
create table volging (
  dossier   char(64)    not null,
  bron      text        not null,
  beurt     timestamptz not null,
  gezien    timestamptz,
  versie    bigint      not null default 0,
  feiten    bytea,
  niets     integer     not null default 0,
  pogingen  integer     not null default 0,
  primary key (dossier, bron)
);
comment on table volging is 'Wie bij welke bron gevolgd wordt (art. 475d lid 3 en 4 Rv); weg zodra het laatste beslag eindigt';
comment on column volging.beurt is 'Wanneer de bron weer gevraagd wordt; wie vraagt, schuift haar eerst op';
comment on column volging.gezien is 'Het laatste goede antwoord; leeg: nog nooit gezien';
comment on column volging.versie is 'Telt de goede antwoorden die iets veranderden';
comment on column volging.feiten is 'De velden waarnaar de regels kijken, canoniek, versleuteld met het bewaargeheim (AES-256-GCM)';
comment on column volging.niets is 'Hoe vaak achtereen de bron niets vond';
comment on column volging.pogingen is 'Hoe vaak achtereen de bron geen bruikbaar antwoord gaf';
create index volging_beurt on volging (bron, beurt);

create table volging_feit (
  dossier    char(64) not null,
  bron       text     not null,
  feit       char(64) not null,
  bericht_id uuid     not null,
  primary key (dossier, bron, feit)
);
comment on table volging_feit is 'De gebeurtenis waarin een feit het laatst bekend werd, voor een correctie of intrekking ervan';
comment on column volging_feit.feit is 'SHA-256 van type en sleutel van het object';

create table bron_tempo (
  bron   text        primary key,
  minuut timestamptz not null,
  aantal integer     not null
);
comment on table bron_tempo is 'Hoeveel vragen alle motoren samen in deze minuut bij het volgen stelden';

create table schemaverloop (
  bron  text        not null,
  veld  text        not null,
  sinds timestamptz not null,
  primary key (bron, veld)
);
comment on table schemaverloop is 'Velden in antwoorden die geen regel leest en die niet als genegeerd zijn opgegeven: kijk of de bron veranderde';

create table herbepaling_nodig (
  dossier char(64)    primary key,
  sinds   timestamptz not null
);
comment on table herbepaling_nodig is 'Dossiers waarvan een bron iets anders zegt dat de beslagvrije voet raakt (art. 475d lid 3 en 4 Rv), tot zij opnieuw bepaald zijn';
alter table herziening drop constraint herziening_reden_check;
alter table herziening add constraint herziening_reden_check
  check (reden in ('termijn', 'cijfers', 'alles', 'zonder-stand', 'wijziging'));

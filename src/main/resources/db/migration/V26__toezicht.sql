-- Curatele, bewind en schuldhulp: wat registers en schuldhulpverleners over een zaak lieten weten, en wat daarvan nu geldt.
create table registerzaak (
  zaak      char(64)    primary key,
  traject   char(64)    not null,
  bron      text        not null,
  versie    bigint      not null,
  mutatie   timestamptz not null,
  dossier   char(64),
  nummer    bytea       not null,
  bewaar_tot date
);
comment on table registerzaak is 'Meldingen, registraties en trajecten van bronnen die uit zichzelf leveren; ook over wie (nog) geen schuldenaar is';
comment on column registerzaak.zaak is 'Gesleutelde hash (HMAC) van bron en nummer, en van de persoon als een nummer er meer kan hebben';
comment on column registerzaak.traject is 'Gesleutelde hash (HMAC) van bron en nummer: in een traject van twee partners heeft elk zijn eigen zaak';
comment on column registerzaak.versie is 'Hoger bij elk bericht dat iets veranderde';
comment on column registerzaak.mutatie is 'Tijdstip van het laatste bericht volgens de bron; een ouder bericht verandert de stand niet';
comment on column registerzaak.dossier is 'Dossiersleutel als de bron het burgerservicenummer noemde; leeg: een mens oordeelt over wie het gaat';
comment on column registerzaak.nummer is 'Nummer van de zaak bij de bron, versleuteld met het bewaargeheim (AES-256-GCM)';
comment on column registerzaak.bewaar_tot is 'Laatste dag waarop de zaak hier staat';
create index registerzaak_traject on registerzaak (traject);
create index registerzaak_dossier on registerzaak (dossier) where dossier is not null;
create index registerzaak_bewaar on registerzaak (bewaar_tot) where bewaar_tot is not null;

create table registerfeit (
  zaak     char(64)    not null references registerzaak on delete cascade,
  kenmerk  char(64)    not null,
  type     text        not null,
  mutatie  timestamptz not null,
  volgorde bigint      generated always as identity,
  inhoud   bytea       not null,
  primary key (zaak, kenmerk, type)
);
comment on table registerfeit is 'De feiten die nu in een zaak staan, elk met wat ervan verteld wordt';
comment on column registerfeit.kenmerk is 'Gesleutelde hash (HMAC) van het kenmerk van het feit';
comment on column registerfeit.inhoud is 'Canoniek feit, versleuteld met het bewaargeheim (AES-256-GCM)';

alter table herkenning add column bron text;
comment on column herkenning.bron is 'Van een zaak: het register waarin zij staat';
update herkenning set bron = 'cir' where soort = 'zaak';
alter table persoonsmatch add column bron text not null default 'cir';
alter table persoonsmatch add column op_nummer boolean not null default false;
comment on column persoonsmatch.bron is 'Het register waarin de zaak staat';
comment on column persoonsmatch.op_nummer is 'De bron noemde het burgerservicenummer: niemand hoeft te oordelen';

create table zaakstand (
  dossier char(64) not null,
  traject char(64) not null,
  nummer  integer  not null,
  soort   text     not null check (soort in ('aanmelding', 'schuldregeling', 'stabilisatie', 'moratorium', 'bewind', 'curatele')),
  laatste date,
  inhoud  bytea    not null,
  primary key (dossier, traject, nummer)
);
comment on table zaakstand is 'Wat van zekere zaken nu geldt in een dossier met een lopend beslag, voor wie vraagt wat er openstaat';
comment on column zaakstand.nummer is 'In een traject kunnen twee moratoria tegelijk gelden';
comment on column zaakstand.laatste is 'Laatste dag waarop het geldt; leeg zolang geen einde bekend is';
comment on column zaakstand.inhoud is 'Canoniek Schuldhulp of Bewind, versleuteld met het bewaargeheim (AES-256-GCM)';

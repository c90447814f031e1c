-- Het beslagdossier: elk beslag met wat zijn volgorde bepaalt, wie coordineert, wat afnemers het laatst hoorden, en wat de motor
-- zelf uit dit alles afleidt.
alter table beslag add column soort text;
alter table beslag add column bron_van_inkomen text;
alter table beslag add column beslaglegger text;
alter table beslag add column beslaglegger_soort text check (beslaglegger_soort in ('oin', 'gerechtsdeurwaarderId'));
alter table beslag add column dag date;
alter table beslag add column tijd time;
alter table beslag add column rang integer;
alter table beslag add column preferentie text;
alter table beslag add column eerste_bericht uuid;
comment on column beslag.dag is 'Dag van beslag; met tijd bepaalt zij welk beslag het oudste is (art. 478 lid 1 Rv). Leeg bij een beslag van voor deze kolom';
comment on column beslag.eerste_bericht is 'De gebeurtenis waarin het beslag bekend werd: beslist tussen beslagen van hetzelfde tijdstip';

create table coordinator (
  dossier           char(64) primary key,
  registratie_id    text     not null,
  beslaglegger      text     not null,
  beslaglegger_soort text    not null,
  lid               smallint not null check (lid in (1, 2, 4)),
  sinds             date     not null,
  bericht_id        uuid     not null
);
comment on table coordinator is 'Wie nu int voor alle beslagleggers van een dossier (art. 478 Rv)';
comment on column coordinator.registratie_id is 'Het beslag waarop dat berust';
comment on column coordinator.lid is 'Lid van art. 478 Rv: 1 oudste beslag, 2 hoger bevoorrecht zonder deurwaarder, 4 overgedragen';
comment on column coordinator.bericht_id is 'De gebeurtenis waardoor het zo werd';

create sequence bekendgemaakt_volgorde;
create table bekendgemaakt (
  dossier         char(64) not null,
  onderdeel       text     not null,
  gebeurtenistype text     not null,
  bericht_id      uuid     not null,
  volgorde        bigint   not null,
  inhoud          bytea    not null,
  primary key (dossier, onderdeel, gebeurtenistype)
);
comment on table bekendgemaakt is 'De laatste gebeurtenis van elk type over elk onderdeel van een dossier met een lopend beslag, zoals afnemers haar kregen maar zonder gezin, inkomen en kwitantie';
comment on column bekendgemaakt.onderdeel is 'beslag:<registratieId>, coordinator of beslagvrije-voet';
comment on column bekendgemaakt.volgorde is 'Volgorde waarin gebeurtenissen bekend werden; ids van een herziening zijn ouder dan hun dag';
comment on column bekendgemaakt.inhoud is 'Canonieke gebeurtenis, versleuteld met het bewaargeheim (AES-256-GCM)';

create table afleiding (
  bericht_id uuid        primary key,
  sleutel    text        not null unique,
  dossier    char(64)    not null,
  oorzaak    uuid,
  inhoud     bytea,
  gemaakt    timestamptz not null,
  verzonden  timestamptz,
  mislukt    text
);
comment on table afleiding is 'Gebeurtenissen die de motor zelf afleidt: elk feit een keer, met het id dat het houdt';
comment on column afleiding.sleutel is 'Het feit: soort, en een gesleutelde hash of een id; geen burgerservicenummer';
comment on column afleiding.inhoud is 'Invoer van afleiding-to-gebeurtenis.xsl, versleuteld met het bewaargeheim; leeg als zij verzonden is';
comment on column afleiding.mislukt is 'Vaste code: er is geen geldige gebeurtenis van te maken';
create index afleiding_open on afleiding (bericht_id) where verzonden is null and mislukt is null;

-- Uitwijken naar papier: waarvoor het kanaal van een afnemer stilligt, en in welke bundels zijn gebeurtenissen op papier staan.
-- De inhoud staat hier niet: zij staat versleuteld in het log en wordt bij elk ophalen opnieuw gezet.
create table uitwijk (
  id              uuid        primary key,
  groep           uuid        not null,
  partner         text        not null,
  regio           text,
  dossier         text        check (dossier ~ '^[0-9a-f]{64}$'),
  vorm            text        not null check (vorm in ('pdf', 'csv')),
  reden           text        not null,
  vanaf           timestamptz not null,
  tot             timestamptz check (tot > vanaf),
  gevraagd        timestamptz not null,
  gevraagd_door   text        not null,
  akkoord_nodig   boolean     not null,
  akkoord_door    text        check (akkoord_door <> gevraagd_door),
  gebundeld_op    date        not null,
  sluiten         timestamptz,
  dicht           timestamptz,
  beeindigd       timestamptz,
  beeindigd_door  text,
  hersteld        timestamptz
);
comment on table uitwijk is 'Een afnemer, of een dossier bij een afnemer, krijgt voor een tijd papier in plaats van zijn kanaal';
comment on column uitwijk.groep is 'Wat in een keer is gevraagd: een regio, of een dossier bij allen; akkoord geldt voor de groep';
comment on column uitwijk.dossier is 'Pseudonieme sleutel; leeg: alles van de afnemer';
comment on column uitwijk.gebundeld_op is 'De laatste Nederlandse dag waarvan de bundel is gemaakt';
comment on column uitwijk.sluiten is 'Kanaal amqp: sinds wanneer de broker de afnemer dicht kan zijn; staat er voor de broker iets doet, tot hersteld';
comment on column uitwijk.dicht is 'Kanaal amqp: sinds wanneer de broker de afnemer niets meer geeft';
comment on column uitwijk.hersteld is 'Kanaal amqp: wanneer de broker weer gaf';
create unique index uitwijk_een on uitwijk (partner, coalesce(dossier, '')) where beeindigd is null;

create view uitwijk_nu as
select * from uitwijk
where beeindigd is null and (not akkoord_nodig or akkoord_door is not null) and vanaf <= now();

create table papierbundel (
  id               uuid        primary key,
  uitwijk          uuid        not null references uitwijk (id),
  partner          text        not null,
  nummer           integer     not null,
  vorm             text        not null check (vorm in ('pdf', 'csv')),
  profiel          text        not null,
  gemaakt          timestamptz not null,
  gemaakt_door     text        not null,
  aantal           integer     not null check (aantal > 0),
  grootte          integer     not null,
  sha256           text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
  inhoud_sha256    text        not null check (inhoud_sha256 ~ '^[0-9a-f]{64}$'),
  gedownload       timestamptz,
  bezorgd          timestamptz,
  bezorgd_genoteerd timestamptz,
  bezorgd_door     text,
  bezorgwijze      text,
  ingetrokken      timestamptz,
  gewaarschuwd     timestamptz,
  unique (partner, nummer),
  check (bezorgd is null or ingetrokken is null)
);
comment on table papierbundel is 'Wat een afnemer in een keer op papier krijgt; open tot zij bezorgd of ingetrokken is';
comment on column papierbundel.sha256 is 'Van de bytes van het bestand zoals het gemaakt is; een nieuwere motor kan hetzelfde anders zetten';
comment on column papierbundel.inhoud_sha256 is 'Van nummer, id en inhoud van elke gebeurtenis; bij elk ophalen moet het gelijk zijn';
comment on column papierbundel.profiel is 'Waarin de inhoud is gemaakt; daarmee staat zij in het log';
comment on column papierbundel.gedownload is 'Wanneer voor het eerst opgehaald; dat is geen bezorging, en zonder dat is er geen';
comment on column papierbundel.bezorgd is 'Wanneer overhandigd, naar zeggen van bezorgd_door';
create index papierbundel_open on papierbundel (partner, nummer) where bezorgd is null and ingetrokken is null;

create table papierbundel_regel (
  bundel     uuid    not null references papierbundel (id),
  bericht_id uuid    not null,
  volgnummer bigint  not null,
  keer       integer not null,
  stand      text    not null default 'open' check (stand in ('open', 'bezorgd', 'beantwoord', 'teruggegeven')),
  af         timestamptz,
  primary key (bundel, bericht_id)
);
comment on column papierbundel_regel.keer is 'Hoe vaak zij al elektronisch was aangeboden toen de bundel werd gemaakt';
comment on column papierbundel_regel.stand is 'bezorgd: op papier geleverd; beantwoord: de afnemer antwoordde elektronisch, dat telt; teruggegeven: terug naar het kanaal';
comment on column papierbundel_regel.af is 'Wanneer een bezorgde van de wachtrij was';
create index papierbundel_regel_bericht on papierbundel_regel (bericht_id);
create index papierbundel_regel_rest on papierbundel_regel (bundel, volgnummer) where stand = 'bezorgd' and af is null;

alter table levering drop constraint levering_uitkomst_check;
alter table levering add constraint levering_uitkomst_check
  check (uitkomst in ('geaccepteerd', 'geweigerd', 'verlopen', 'op-papier'));
alter table levering add column papier_bundel uuid;
alter table levering add column papier_tot timestamptz;
comment on column levering.papier_bundel is 'De bundel waarin zij staat of op papier is geleverd; zolang die open is geeft het kanaal haar niet en loopt haar termijn niet';
comment on column levering.papier_tot is 'Einde van de laatste uitwijk waarin zij viel; haar termijn begint dan opnieuw';
create index levering_papier on levering (papier_bundel) where papier_bundel is not null;

create view papier_houdt as
select partner, dossier from uitwijk_nu
union
select partner, null from uitwijk where sluiten is not null and hersteld is null
union
select p.partner, b.dossier from papierbundel p
  join papierbundel_regel r on r.bundel = p.id
  join levering l on l.partner = p.partner and l.bericht_id = r.bericht_id
  join bericht b on b.bericht_id = r.bericht_id
where p.bezorgd is null and p.ingetrokken is null and l.papier_bundel = p.id and l.uitkomst is null
  and b.dossier is not null;
comment on view papier_houdt is 'Wat het kanaal nu niet geeft en waarvan geen termijn loopt; dossier leeg: alles van de afnemer. Ook na het einde van een uitwijk, zolang een opgehaalde bundel bezorgd noch teruggenomen is: wat volgt haalt het papier niet in';

alter table batch_regel drop constraint batch_regel_uitkomst_check;
alter table batch_regel add constraint batch_regel_uitkomst_check
  check (uitkomst in ('geaccepteerd', 'later', 'geweigerd', 'vervallen', 'op-papier'));

-- Een abonnement kan stilstaan. Wat intussen gebeurt krijgt wel zijn nummer en blijft op de wachtrij van de afnemer staan.
alter table abonnement_stand alter column laatste set default 0;
alter table abonnement_stand add column gepauzeerd_sinds timestamptz;
alter table abonnement_stand add column gepauzeerd_door text;
alter table abonnement_stand add column pauze_reden text;
comment on table abonnement_stand is 'Per abonnement het laatst uitgegeven volgnummer, en of het stilstaat';
comment on column abonnement_stand.gepauzeerd_sinds is 'Leeg zolang het abonnement loopt';
comment on column abonnement_stand.gepauzeerd_door is 'Account dat het stilzette';

-- Opnieuw aanbieden van wat een afnemer al bevestigd had: een opdracht, en de berichten die er toen onder vielen.
create table heraanbod (
  id              uuid        primary key,
  partner         text        not null,
  gevraagd_door   text        not null,
  gevraagd        timestamptz not null,
  akkoord_door    text,
  toestand        text        not null,
  per_seconde     integer     not null check (per_seconde > 0),
  bezet_tot       timestamptz,
  check (toestand in ('wacht-op-akkoord', 'loopt', 'gepauzeerd', 'gereed', 'afgebroken'))
);
comment on table heraanbod is 'Opdrachten om bevestigde gebeurtenissen opnieuw aan te bieden; een herstart gaat verder waar het bleef';
comment on column heraanbod.akkoord_door is 'De tweede persoon, bij een grote opdracht van een beheerder';
comment on column heraanbod.bezet_tot is 'Tot dan is een motor ermee bezig; daarna mag een andere verder';

create table heraanbod_bericht (
  heraanbod  uuid   not null references heraanbod (id),
  volgnummer bigint not null,
  bericht_id uuid   not null,
  uitkomst   text,
  primary key (heraanbod, volgnummer),
  check (uitkomst in ('aangeboden', 'zonder-inhoud'))
);
comment on column heraanbod_bericht.uitkomst is 'Leeg zolang het nog moet gebeuren';
create index heraanbod_bericht_open on heraanbod_bericht (heraanbod, volgnummer) where uitkomst is null;
create unique index heraanbod_bericht_id on heraanbod_bericht (heraanbod, bericht_id);
-- Een opdracht tegelijk per abonnement.
create unique index heraanbod_open on heraanbod (partner) where toestand in ('wacht-op-akkoord', 'loopt', 'gepauzeerd');
create index levering_dag on levering (partner, klaargezet, volgnummer);

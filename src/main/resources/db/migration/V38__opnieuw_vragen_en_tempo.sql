-- Opnieuw vragen: wat gaat is eerst geclaimd, elk aanbod heeft zijn nummer, en wie akkoord geeft ziet waarop.
alter table levering add column aanbod integer not null default 1 check (aanbod > 0);
comment on column levering.aanbod is 'Het hoeveelste aanbod van deze gebeurtenis aan deze afnemer dit is; 1: het eerste. keer telt hoe vaak het is uitgereikt';

alter table heraanbod add column keuze jsonb;
alter table heraanbod add column bezet_door uuid;
alter table heraanbod add column bezet_sinds timestamptz;
comment on column heraanbod.keuze is 'Wat er gevraagd is; leeg bij een opdracht van voor deze kolom';
comment on column heraanbod.bezet_door is 'De beurt van een motor; wie haar niet meer heeft, verandert niets';
comment on column heraanbod.bezet_sinds is 'Begin van die beurt; de volgende begint op zijn vroegst een seconde later, bij welke motor ook';
comment on column heraanbod.akkoord_door is 'De tweede persoon, bij een grote opdracht; nooit wie haar gaf';

alter table heraanbod_bericht add column aanbod integer;
comment on column heraanbod_bericht.aanbod is 'Het hoeveelste aanbod dit werd; leeg zolang het niet geclaimd is';
alter table heraanbod_bericht drop constraint heraanbod_bericht_uitkomst_check;
alter table heraanbod_bericht add constraint heraanbod_bericht_uitkomst_check
  check (uitkomst in ('onderweg', 'aangeboden', 'zonder-inhoud', 'inmiddels-beantwoord', 'niet-gegeven'));
comment on column heraanbod_bericht.uitkomst is 'Leeg zolang het nog moet gebeuren; onderweg: geclaimd, en misschien al bij de broker, die hetzelfde geen tweede keer aanneemt';
comment on column heraanbod_bericht.alleen_verlopen is 'Gevraagd omdat zij onbevestigd was; wat intussen beantwoord is wordt niet opnieuw aangeboden';
drop index heraanbod_bericht_open;
create index heraanbod_bericht_open on heraanbod_bericht (heraanbod, volgnummer) where uitkomst is null or uitkomst = 'onderweg';
create index heraanbod_vrager on heraanbod (partner, gevraagd_door, gevraagd);

-- Tempo en stilte: wat een afnemer binnen zijn bestand zelf kiest, en wat er in de laatste minuut aan hem is uitgegeven.
alter table abonnement_keuze add column tempo integer check (tempo > 0);
alter table abonnement_keuze add column stilte jsonb;
comment on column abonnement_keuze.tempo is 'Gebeurtenissen per minuut die de afnemer wil; leeg: als in het bestand. Nooit meer';
comment on column abonnement_keuze.stilte is 'Stille uren die de afnemer wil, naast die van het bestand; leeg: geen';
create table uitgifte (
  partner text        not null,
  moment  timestamptz not null,
  aantal  integer     not null check (aantal > 0)
);
comment on table uitgifte is 'Wat er in de laatste minuut aan een afnemer met een tempo is uitgegeven, door alle motoren samen; ouder wordt verwijderd';
create index uitgifte_partner on uitgifte (partner, moment);

-- Een levering kan een termijn hebben. Wie haar dan niet bevestigde wordt eerst gewaarschuwd; daarna gaat zij naar wachtrij verlopen.
alter table levering drop constraint levering_uitkomst_check;
alter table levering add constraint levering_uitkomst_check check (uitkomst in ('geaccepteerd', 'geweigerd', 'verlopen'));
alter table levering add column gewaarschuwd timestamptz;
alter table levering add column verstreken timestamptz;
alter table levering add column verlopen timestamptz;
alter table levering add column verloop_gemeld timestamptz;
alter table levering add column op_verlopen boolean not null default false;
comment on column levering.gewaarschuwd is 'Wanneer de afnemer hoorde dat de termijn bijna om is';
comment on column levering.verstreken is 'Wanneer de termijn om was; vanaf dan wordt zij niet meer uitgereikt. Wat daarna bevestigd wordt is te laat, en telt';
comment on column levering.verlopen is 'Wanneer zij naar wachtrij verlopen ging; leeg als zij eerder bevestigd werd';
comment on column levering.verloop_gemeld is 'Wanneer afnemer en aanleveraar hoorden dat zij verlopen is';
comment on column levering.op_verlopen is 'Of er een exemplaar op wachtrij verlopen kan staan';
create index levering_open on levering (partner, volgnummer) where uitkomst is null;
create index levering_verloop on levering (partner, volgnummer) where verstreken is not null;

alter table abonnement_stand add column hervat timestamptz;
comment on column abonnement_stand.hervat is 'Sinds het laatste hervatten; de termijn van wat openstond begint dan opnieuw';

alter table abonnement_keuze add column termijn integer check (termijn > 1);
comment on column abonnement_keuze.termijn is 'Werkdagen waarin de afnemer wil bevestigen; leeg: die van het bestand. Nooit langer';

create table leveringsmelding (
  bericht_id      uuid        primary key,
  partner         text        not null,
  gebeurtenistype text        not null,
  inhoud          text        not null,
  gemaakt         timestamptz not null,
  verzonden       timestamptz
);
comment on table leveringsmelding is 'Wat de motor een afnemer over zijn eigen leveringen of aanleveringen meldt; geen persoonsgegevens. Verloopt zelf niet';
comment on column leveringsmelding.verzonden is 'Leeg zolang de broker haar niet heeft';
create index leveringsmelding_open on leveringsmelding (bericht_id) where verzonden is null;

create table termijnronde (
  enige      boolean     primary key default true check (enige),
  bezet_door uuid,
  bezet_tot  timestamptz
);
comment on table termijnronde is 'Welke motor de termijnen nagaat: een tegelijk, tot zijn tijd om is';
insert into termijnronde default values;

create or replace view herroeping_bij as
select h.bericht_id, l.partner, a.wie, a.toelichting,
  case when a.partner is not null then 'afgedaan'
    when n.partner is null then 'niet-geleverd'
    when n.uitkomst = 'geaccepteerd' and (l.heropend is null or n.bevestigd > l.heropend) then 'bevestigd'
    when n.uitkomst in ('geweigerd', 'verlopen') then n.uitkomst
    else 'openstaand' end as stand
from herroeping h
join levering l on l.bericht_id = h.betreft
left join levering n on n.bericht_id = h.bericht_id and n.partner = l.partner
left join herroeping_afgedaan a on a.bericht_id = h.bericht_id and a.partner = l.partner;

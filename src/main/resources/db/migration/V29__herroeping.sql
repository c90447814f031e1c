-- Wat eerder verteld is en ingetrokken of verbeterd werd: of ieder die het eerste kreeg, het tweede heeft bevestigd.
create table herroeping (
  bericht_id      uuid        primary key,
  betreft         uuid        not null,
  soort           text        not null check (soort in ('intrekking', 'correctie')),
  gebeurtenistype text        not null,
  dossier         char(64)    not null,
  sinds           timestamptz not null,
  afgerond        timestamptz
);
comment on table herroeping is 'Gebeurtenissen die een eerdere intrekken of verbeteren';
comment on column herroeping.betreft is 'De gebeurtenis die ingetrokken of verbeterd wordt';
comment on column herroeping.afgerond is 'Sinds ieder die de eerdere kreeg haar bevestigd heeft, of er een mens over besloot';
create index herroeping_open on herroeping (sinds, bericht_id) where afgerond is null;
create index levering_bericht on levering (bericht_id);

create table herroeping_afgedaan (
  bericht_id  uuid        not null references herroeping (bericht_id),
  partner     text        not null,
  wie         text        not null,
  toelichting text        not null,
  moment      timestamptz not null,
  primary key (bericht_id, partner)
);
comment on table herroeping_afgedaan is 'Afnemers van wie een mens zegt dat zij het op een andere manier weten';

alter table levering add column heropend timestamptz;
comment on column levering.heropend is 'Wanneer zij de partner opnieuw is voorgelegd; wat er daarvoor over bevestigd is telt niet meer';

create view herroeping_bij as
select h.bericht_id, l.partner, a.wie, a.toelichting,
  case when a.partner is not null then 'afgedaan'
    when n.partner is null then 'niet-geleverd'
    when n.uitkomst = 'geaccepteerd' and (l.heropend is null or n.bevestigd > l.heropend) then 'bevestigd'
    when n.uitkomst = 'geweigerd' then 'geweigerd'
    else 'openstaand' end as stand
from herroeping h
join levering l on l.bericht_id = h.betreft
left join levering n on n.bericht_id = h.bericht_id and n.partner = l.partner
left join herroeping_afgedaan a on a.bericht_id = h.bericht_id and a.partner = l.partner;
comment on view herroeping_bij is 'Hoe ver een herroeping is bij ieder die de eerdere gebeurtenis kreeg';

-- Wie een gebeurtenis alleen door openstaand kreeg, moet haar intrekking of correctie ook bevestigen.
create table openstaand_gegeven (
  bericht_id uuid        not null,
  partner    text        not null,
  sinds      timestamptz not null,
  primary key (bericht_id, partner)
);
comment on table openstaand_gegeven is 'Gebeurtenissen die een afnemer door openstaand kreeg en toen niet op zijn wachtrij had gehad';
comment on column openstaand_gegeven.sinds is 'Wanneer hij haar het eerst zo kreeg';

create or replace view herroeping_bij as
select h.bericht_id, l.partner, a.wie, a.toelichting,
  case when a.partner is not null then 'afgedaan'
    when n.uitkomst = 'geaccepteerd' and (l.heropend is null or n.bevestigd > l.heropend) then 'bevestigd'
    when n.partner is null or n.uitkomst = 'ingehouden' then 'niet-geleverd'
    when n.uitkomst in ('geweigerd', 'verlopen') then n.uitkomst
    else 'openstaand' end as stand
from herroeping h
-- Per herroeping: zonder lateral leest zij heel levering.
join lateral (
  select l.partner, l.heropend from levering l where l.bericht_id = h.betreft
  union all
  select g.partner, null from openstaand_gegeven g
  where g.bericht_id = h.betreft and not exists (
    select 1 from levering k where k.partner = g.partner and k.bericht_id = h.betreft)
) l on true
left join levering n on n.bericht_id = h.bericht_id and n.partner = l.partner
left join herroeping_afgedaan a on a.bericht_id = h.bericht_id and a.partner = l.partner;

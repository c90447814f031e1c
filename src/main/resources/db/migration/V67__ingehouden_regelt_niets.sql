-- Dat een afnemer de eerdere niet beantwoordde, zegt niet dat hij haar niet heeft: ook van wie haar werd ingehouden blijft de
-- herroeping open, tot die haar bevestigt of een mens zegt hoe hij het weet.
create or replace view herroeping_bij as
select h.bericht_id, l.partner, a.wie, a.toelichting,
  case when a.partner is not null then 'afgedaan'
    when n.uitkomst = 'geaccepteerd' and (l.heropend is null or n.bevestigd > l.heropend) then 'bevestigd'
    when n.partner is null or n.uitkomst = 'ingehouden' then 'niet-geleverd'
    when n.uitkomst in ('geweigerd', 'verlopen') then n.uitkomst
    else 'openstaand' end as stand
from herroeping h
join levering l on l.bericht_id = h.betreft
left join levering n on n.bericht_id = h.bericht_id and n.partner = l.partner
left join herroeping_afgedaan a on a.bericht_id = h.bericht_id and a.partner = l.partner;

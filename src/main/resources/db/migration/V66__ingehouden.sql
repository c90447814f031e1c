-- Wat een afnemer niet mag krijgen en nog niet beantwoordde, houdt een beheerder in: geen antwoord van de afnemer, en geen gat.
alter table levering drop constraint levering_uitkomst_check;
alter table levering add constraint levering_uitkomst_check
  check (uitkomst in ('geaccepteerd', 'geweigerd', 'verlopen', 'op-papier', 'ingehouden'));

alter table vrijgave drop constraint vrijgave_daad_check;
alter table vrijgave add constraint vrijgave_daad_check check (daad in ('vrijgeven', 'afwijzen', 'inhouden'));
alter table vrijgave_bericht drop constraint vrijgave_bericht_uitkomst_check;
alter table vrijgave_bericht add constraint vrijgave_bericht_uitkomst_check
  check (uitkomst in ('gelukt', 'teruggekomen', 'overgeslagen', 'afgewezen', 'ingehouden', 'niet-meer-geparkeerd'));

-- Wie de eerdere niet kreeg omdat zij is ingehouden, hoeft haar herroeping niet te bevestigen. Wie haar wel kreeg en
-- van wie de herroeping is ingehouden, weet het niet: dat blijft open tot een mens zegt hoe hij het weet.
create or replace view herroeping_bij as
select h.bericht_id, l.partner, a.wie, a.toelichting,
  case when a.partner is not null then 'afgedaan'
    when n.uitkomst = 'geaccepteerd' and (l.heropend is null or n.bevestigd > l.heropend) then 'bevestigd'
    when l.uitkomst = 'ingehouden' then 'ingehouden'
    when n.partner is null or n.uitkomst = 'ingehouden' then 'niet-geleverd'
    when n.uitkomst in ('geweigerd', 'verlopen') then n.uitkomst
    else 'openstaand' end as stand
from herroeping h
join levering l on l.bericht_id = h.betreft
left join levering n on n.bericht_id = h.bericht_id and n.partner = l.partner
left join herroeping_afgedaan a on a.bericht_id = h.bericht_id and a.partner = l.partner;

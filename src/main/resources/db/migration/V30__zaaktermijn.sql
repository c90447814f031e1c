-- Wat eindigt op een dag die bij het begin al was gezegd, eindigt zonder bericht: de motor vertelt het dan zelf.
alter table zaakstand add column begonnen_met uuid;
comment on column zaakstand.begonnen_met is 'Gebeurtenis die het begin vertelde, als laatste daarin al stond; leeg: er is geen einde bekend, of de bron meldde het zelf';
create index zaakstand_laatste on zaakstand (laatste) where begonnen_met is not null;

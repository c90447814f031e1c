-- Wat eindigt op een dag die bij het begin al was gezegd, eindigt zonder bericht: de motor vertelt het dan zelf.
alter table zaakstand add column begonnen_met uuid;
alter table zaakstand add column bezien boolean not null default false;
comment on column zaakstand.begonnen_met is 'Gebeurtenis die het begin vertelde, als laatste daarin al stond en het einde nog te vertellen is; anders leeg';
comment on column zaakstand.bezien is 'Onwaar: geschreven door een versie die begonnen_met niet kende; de eerstvolgende ronde bepaalt de stand opnieuw';
create index zaakstand_laatste on zaakstand (laatste) where begonnen_met is not null;
create index zaakstand_bezien on zaakstand (laatste) where not bezien and laatste is not null;

-- Een herziening die hapert: wat vastligt wordt niet opnieuw gemaakt, wat niet lukt houdt anderen niet op, en niets wordt eeuwig bewaard.
alter table herziening_uitkomst add column bericht bytea;
alter table herziening_uitkomst add column peildatum date;
alter table herziening_uitkomst add column ronde integer not null default 0;
alter table herziening_uitkomst add column pogingen integer not null default 0;
alter table herziening_uitkomst add column poging_op timestamptz;
comment on column herziening_uitkomst.bericht is 'De gebeurtenis van een wijziging, versleuteld met het bewaargeheim: een volgende verzending is dezelfde tekst. Weg zodra zij in het dossier staat';
comment on column herziening_uitkomst.peildatum is 'Dag waarop en waarmee dit dossier berekend is; leeg bij wat voor deze kolom berekend werd';
comment on column herziening_uitkomst.ronde is 'De hoeveelste keer dat het deel terugkwam toen dit berekend werd; wat van een eerdere keer is, is zeker verzonden';
comment on column herziening_uitkomst.pogingen is 'Mislukte pogingen die tellen: waarbij het aan dit dossier lag en niet aan een bron die niemand antwoordde';
comment on column herziening_uitkomst.poging_op is 'De laatste mislukte poging; wie al geprobeerd is komt na wie nog niet geprobeerd is';

alter table herziening add column zonder_stand bigint;
alter table herziening add column wacht_op text;
alter table herziening add column wacht_code text;
alter table herziening add column wacht_reden text;
alter table herziening add column wacht_sinds timestamptz;
alter table herziening add column wacht_tot timestamptz;
alter table herziening add column blokkade_gemeld date;
alter table herziening add column verslag text;
alter table herziening add column gewist_op timestamptz;
alter table herziening drop constraint herziening_reden_check;
alter table herziening add constraint herziening_reden_check check (reden in ('termijn', 'cijfers', 'alles', 'zonder-stand'));
comment on column herziening.peildatum is 'Dag van het begin; een dossier dat later berekend wordt krijgt die latere dag, behalve in een proef';
comment on column herziening.zonder_stand is 'Dossiers met een lopend beslag en zonder vaststelling bij de start; leeg bij een herziening van voor deze kolom';
comment on column herziening.wacht_op is 'De bron die niemand antwoordt, of cijfers; leeg als er niet gewacht wordt';
comment on column herziening.wacht_tot is 'Tot dan wordt er niets gevraagd; de pauzes groeien';
comment on column herziening.blokkade_gemeld is 'De laatste dag waarop in het log kwam dat deze herziening die van de termijn tegenhield';
comment on column herziening.verslag is 'De tellingen als JSON, bewaard toen de uitkomsten per dossier gewist werden';
comment on column herziening.gewist_op is 'Wanneer de bewaartermijn van de uitkomsten per dossier om was';
create index herziening_te_wissen on herziening (afgerond_op) where gewist_op is null;
create index herziening_uitkomst_mislukt on herziening_uitkomst (herziening) where uitkomst = 'mislukt';
alter table herziening_uitkomst drop constraint herziening_uitkomst_uitkomst_check;
alter table herziening_uitkomst add constraint herziening_uitkomst_uitkomst_check check (uitkomst in
  ('bepaald', 'gelijk', 'hoger', 'lager', 'basis', 'verlengd', 'geweigerd', 'mislukt', 'vervallen', 'ingehaald'));

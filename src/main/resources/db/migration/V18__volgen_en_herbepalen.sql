-- Wat voor het eerste antwoord van een bron gebeurde, ziet volgen niet als verschil.
alter table volging add column sinds timestamptz;
comment on column volging.sinds is 'Het eerste goede antwoord, waarmee een verandering vergeleken wordt; bij wie al gevolgd werd hoogstens te laat';
update volging set sinds = gezien;

-- Wat verzonden is, is onderweg, ook als het hier niet meer te openen is.
drop index herziening_uitkomst_onderweg;
create index herziening_uitkomst_onderweg on herziening_uitkomst (dossier)
  where open and uitkomst is not null and (bericht is not null or verzonden);

-- Of een herziening na een wijziging begon, staat niet op de klokken van verschillende motoren.
create sequence herbepaling_volgnummer;
alter table herbepaling_nodig add column volgnummer bigint not null default nextval('herbepaling_volgnummer');
comment on column herbepaling_nodig.volgnummer is 'Volgnummer van de laatste wijziging; een herziening met een hoger nummer begon erna';
alter table herziening add column volgnummer bigint not null default 0;
alter table herziening alter column volgnummer set default nextval('herbepaling_volgnummer');
comment on column herziening.volgnummer is 'Volgnummer van het begin, tussen die van herbepaling_nodig; 0 bij een herziening van voor deze kolom';

alter table herziening add column onderweg bigint;
comment on column herziening.onderweg is 'Dossiers die bij de start overgeslagen zijn omdat er een wijziging van onderweg was; leeg bij een herziening van voor deze kolom';

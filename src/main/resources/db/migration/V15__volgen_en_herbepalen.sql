-- Wat voor het eerste antwoord van een bron gebeurde, ziet volgen niet als verschil.
alter table volging add column sinds timestamptz;
comment on column volging.sinds is 'Het eerste goede antwoord, waarmee een verandering vergeleken wordt; bij wie al gevolgd werd hoogstens te laat';
update volging set sinds = gezien;

-- Wat verzonden is, is onderweg, ook als het hier niet meer te openen is.
drop index herziening_uitkomst_onderweg;
create index herziening_uitkomst_onderweg on herziening_uitkomst (dossier)
  where open and uitkomst is not null and (bericht is not null or verzonden);

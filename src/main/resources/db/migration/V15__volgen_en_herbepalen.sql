-- Wat voor het eerste antwoord van een bron gebeurde, ziet volgen niet als verschil.
alter table volging add column sinds timestamptz;
comment on column volging.sinds is 'Het eerste goede antwoord, waarmee een verandering vergeleken wordt; bij wie al gevolgd werd hoogstens te laat';
update volging set sinds = gezien;

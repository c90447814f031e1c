-- Het eerste antwoord van een bron kan dat bij een beslag zijn: dat hoorden de partijen.
alter table volging add column beslag uuid;
comment on column volging.beslag is 'Het beslag waarbij de bron dit zei, zolang dat het enige antwoord is; leeg: er antwoordde een bron op een vraag van het volgen, of een later beslag vergeleek';

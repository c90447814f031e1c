-- Het eerste dat een bron bij het volgen over iemand zei, kan het antwoord bij het beslag zijn: dat hoorden de partijen.
alter table volging add column beslag uuid;
comment on column volging.beslag is 'Het bericht van het beslag waarbij de bron dit zei; leeg: het is een antwoord aan het volgen, of dat kwam er later overheen';

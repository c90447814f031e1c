-- Een bron is weg als zij over drie dossiers na elkaar niet antwoordde; de fout van een mens houdt niemand anders op.
alter table bron_weg add column van text[] not null default '{}';
comment on table bron_weg is 'Bronnen die over een of meer dossiers niet antwoordden; een goed antwoord haalt de rij weg';
comment on column bron_weg.van is 'Over welke dossiers niet, sinds haar laatste goede antwoord; bij drie wachten alle beslagen op haar';
comment on column bron_weg.proef is 'De laatste vraag, volgens de klok van de database';

alter table wacht_op_bron add column zelf boolean default true;
comment on column wacht_op_bron.zelf is 'Waar: het heeft de bron zelf nodig; onwaar: het volgt op een bericht dat haar nodig heeft; leeg: het wacht nu op iets anders';

alter table poging add column eigen integer not null default 0;
comment on column poging.eigen is 'Vragen waarop een bron niet antwoordde: de eerste, en daarna elke waarvoor zij sinds de vorige wel over een ander antwoordde';

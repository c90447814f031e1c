-- Het Digitaal Beslagregister, eigen contract: wat later dan drie werkdagen werd geregistreerd.
create table registratie_te_laat (
  bericht_id     uuid primary key,
  registratie_id text not null,
  dag            date not null,
  uiterlijk      date not null,
  geregistreerd  date not null check (geregistreerd > uiterlijk)
);
comment on table registratie_te_laat is 'Mutaties die later dan drie werkdagen na de betekening of de wijziging werden geregistreerd; een feit, geen weigering';
comment on column registratie_te_laat.dag is 'Dag van de betekening of van de wijziging; de termijn begint de dag erna';
comment on column registratie_te_laat.uiterlijk is 'Derde werkdag na dag';
comment on column registratie_te_laat.geregistreerd is 'Nederlandse dag waarop de mutatie het eerst werd aangeboden';
create table registratie_eigenaar (
  registratie_id text primary key,
  partner        text not null
);
comment on table registratie_eigenaar is 'Welke afnemer een registratieId het eerst gebruikte; telt zolang het beslag nog niet bekend is';

create index registratie_te_laat_dag on registratie_te_laat (geregistreerd);

alter table aanlevering add column partner text;
comment on column aanlevering.partner is 'Afnemer die zijn eigen beslag registreerde; leeg als de bron zelf leverde. Bij het verwerken wordt hiermee nog eens beoordeeld of het beslag van hem is';

create table raadpleegtelling (
  partner text not null,
  dag     date not null,
  aantal  integer not null,
  primary key (partner, dag)
);
comment on table raadpleegtelling is 'Hoe vaak een afnemer het beslagregister op een Nederlandse dag raadpleegde, over alle motoren; wie wat over wie zag staat in logregel';

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
comment on column registratie_te_laat.geregistreerd is 'Nederlandse dag waarop de mutatie duurzaam werd aangenomen';
create table registratie_eigenaar (
  registratie_id text primary key,
  partner        text not null
);
comment on table registratie_eigenaar is 'Welke afnemer een registratieId het eerst gebruikte; telt zolang het beslag nog niet bekend is';

create index registratie_te_laat_dag on registratie_te_laat (geregistreerd);

-- Een abonnement kan stilstaan. Wat intussen gebeurt krijgt wel zijn nummer en blijft op de wachtrij van de afnemer staan.
alter table abonnement_stand alter column laatste set default 0;
alter table abonnement_stand add column gepauzeerd_sinds timestamptz;
alter table abonnement_stand add column gepauzeerd_door text;
alter table abonnement_stand add column pauze_reden text;
comment on table abonnement_stand is 'Per abonnement het laatst uitgegeven volgnummer, en of het stilstaat';
comment on column abonnement_stand.gepauzeerd_sinds is 'Leeg zolang het abonnement loopt';
comment on column abonnement_stand.gepauzeerd_door is 'Account dat het stilzette';

-- Wat een afnemer niet krijgt omdat iemand het hield, mag niet verbergen wat hij daarvoor van hetzelfde type kreeg: dus blijft ook dat staan.
alter table bekendgemaakt drop constraint bekendgemaakt_pkey;
alter table bekendgemaakt add primary key (dossier, onderdeel, gebeurtenistype, bericht_id);
comment on table bekendgemaakt is 'De laatste gebeurtenissen, hoogstens acht van elk type, over elk onderdeel van een dossier met een lopend beslag, zoals afnemers ze kregen maar zonder gezin, inkomen en kwitantie';

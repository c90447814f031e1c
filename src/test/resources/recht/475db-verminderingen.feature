# language: nl
Functionaliteit: Artikel 475db Rv, verminderingen van de beslagvrije voet

  Regel: Lid 1 onder a, onbeslagen inkomen van de echtgenoot, ten hoogste de helft van de voet

    Voorbeeld: Minder dan de helft gaat er geheel af
      # nagerekend: 1929,4276904 - 300
      Gegeven een gehuwde zonder kinderen op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      En onbeslagen inkomen van de echtgenoot van € 300,00 per maand
      Als de beslagvrije voet wordt berekend
      Dan is het bedrag voor de verminderingen € 1.929,43
      En is de beslagvrije voet € 1.629,43

    Voorbeeld: Meer dan de helft telt niet
      # nagerekend: 1929,4276904 / 2 = 964,7138452
      Gegeven een gehuwde zonder kinderen op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      En onbeslagen inkomen van de echtgenoot van € 1.500,00 per maand
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet € 964,71

    Voorbeeld: Wie niet gehuwd is heeft geen echtgenoot
      # zonder vermindering: zie artikel 475da lid 2
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      En onbeslagen inkomen van de echtgenoot van € 1.500,00 per maand
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet € 1.499,45

  Regel: Lid 1 onder b, eigen onbeslagen inkomen zonder maximum

    Voorbeeld: De voet wordt nooit lager dan nul
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      En eigen onbeslagen inkomen van € 4.000,00 per maand
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet € 0,00
      En staat A-VLOER als aanname op de kwitantie

  Regel: Lid 1 onder c, loonheffing over de auto van de werkgever, na a en b

    Voorbeeld: De drie verminderingen na elkaar, afgerond aan het eind
      # nagerekend: 1929,4276904 / 2 - 100 - 50,50 = 814,2138452
      Gegeven een gehuwde zonder kinderen op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      En onbeslagen inkomen van de echtgenoot van € 1.500,00 per maand
      En eigen onbeslagen inkomen van € 100,00 per maand
      En loonheffing over de auto van de werkgever van € 50,50 per maand
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet € 814,21

  Regel: Lid 1, sinds 2023 ook op het bedrag voor een inrichting van artikel 475e lid 2

    Abstract Scenario: Op de laatste dag van de oude tekst en op de eerste van de nieuwe
      # nagerekend: 500 + 2/3 x 348,89 + 34 = 766,5933; 500 + 2/3 x 378,62 + 3 - 100 = 655,4133
      Gegeven een alleenstaande op <dag>
      En verblijf in een inrichting voor € 500,00 per maand
      En eigen onbeslagen inkomen van € 100,00 per maand
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet <voet>

      Voorbeelden:
        | dag              | voet     |
        | 31 december 2022 | € 766,59 |
        | 1 januari 2023   | € 655,41 |

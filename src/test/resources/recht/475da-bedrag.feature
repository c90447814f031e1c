# language: nl
# Bedragen met "gepubliceerd" staan in de Staatscourant of de wettekst; bedragen met "nagerekend" zijn met de hand
# gemaakt uit de formule van het lid en de cijfers van config/bvv. Alle 40 gepubliceerde maxima staan in
# src/test/resources/bvv/gepubliceerde-maxima.csv en worden elk apart getoetst.
Functionaliteit: Artikel 475da Rv, het bedrag van de beslagvrije voet

  Regel: Lid 1, de beslagvrije voet is ten hoogste het maximum van de leefsituatie

    Abstract Scenario: Bij een hoog inkomen geldt het gepubliceerde maximum
      Gegeven een <leefsituatie> op <dag>
      En een belastbaar jaarinkomen van € 200.000,00
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet <maximum>
      En is het maximum <maximum>

      # gepubliceerd
      Voorbeelden:
        | leefsituatie             | dag             | maximum    |
        | alleenstaande            | 14 juli 2026    | € 2.208,48 |
        | alleenstaande ouder      | 14 juli 2026    | € 2.543,75 |
        | gehuwde zonder kinderen  | 14 juli 2026    | € 2.905,79 |
        | gehuwde met kinderen     | 14 juli 2026    | € 3.179,68 |
        | alleenstaande            | 31 juli 2024    | € 2.019,60 |
        | gehuwde met kinderen     | 1 januari 2022  | € 2.262,98 |

    Abstract Scenario: Oud en nieuw hebben elk hun eigen maximum
      Gegeven een alleenstaande op <dag>
      En een belastbaar jaarinkomen van € 99.999,00
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet <maximum>

      # gepubliceerd
      Voorbeelden:
        | dag              | maximum    |
        | 31 december 2025 | € 2.093,67 |
        | 1 januari 2026   | € 2.191,42 |

  Regel: Lid 2, vanaf 2026 is het bedrag de som van vier onderdelen

    Voorbeeld: Een alleenstaande met een middeninkomen
      # nagerekend: bijstand 95% x 1419,46 = 1348,487
      #             zorg (30000 - 29735,424) / 12 x 13,73% = 3,0271904
      #             huur (30000 - 23425) x 27% / 12 = 147,9375
      #             samen 1499,4516904
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      Als de beslagvrije voet wordt berekend
      Dan is het onderdeel bijstand € 1.348,49
      En is het onderdeel zorg € 3,03
      En is het onderdeel huur € 147,94
      En is de beslagvrije voet € 1.499,45

    Abstract Scenario: Elke leefsituatie heeft haar eigen onderdelen
      Gegeven een <leefsituatie> op 14 juli 2026
      En een belastbaar jaarinkomen van <inkomen>
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet <voet>

      # nagerekend:
      # 1348,487  + 36,3262848 / 12 + 0 + 264,576 x 7,60% / 12
      # 1926,4005 + 36,3262848 / 12
      # 1926,4005 + 106,002190 + 137,50 + 0: nog onder de tweede drempel van 29735,424 + 9405 = 39140,424
      # 1926,4005 + 140,327190 + 192,50 + 2859,576 x 7,60% / 12
      Voorbeelden:
        | leefsituatie            | inkomen     | voet       |
        | alleenstaande ouder     | € 30.000,00 | € 1.353,19 |
        | gehuwde zonder kinderen | € 30.000,00 | € 1.929,43 |
        | gehuwde met kinderen    | € 39.000,00 | € 2.169,90 |
        | gehuwde met kinderen    | € 42.000,00 | € 2.277,34 |

    Voorbeeld: Wie weinig verdient houdt 95% van de bijstandsnorm
      # nagerekend: 95% x 1419,46 = 1348,487; onder elke drempel
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 10.000,00
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet € 1.348,49

    Voorbeeld: Een verlies telt als geen inkomen
      # nagerekend: 95% x 1419,46
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € -50.000,00
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet € 1.348,49
      En staat A-NEGATIEF als aanname op de kwitantie

  Regel: Lid 2, tot en met 2025 was het huuronderdeel kwadratisch

    Voorbeeld: Een alleenstaande ouder op de laatste dag van de oude tekst
      # nagerekend: 95% x 1369,06 = 1300,607; zorg 75,284605; huur 78,878116; kind 39,016109
      Gegeven een alleenstaande ouder op 31 december 2025
      En een belastbaar jaarinkomen van € 35.000,00
      Als de beslagvrije voet wordt berekend
      Dan is het onderdeel huur € 78,88
      En is het onderdeel kind € 39,02
      En is de beslagvrije voet € 1.493,79

  Regel: Lid 3, het zorgonderdeel is ten hoogste de standaardpremie min het deel in de bijstandsnorm

    Voorbeeld: Eenmaal de premie voor een alleenstaande
      # nagerekend: 2119 / 12 - 47 = 129,58
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 60.000,00
      Als de beslagvrije voet wordt berekend
      Dan is het onderdeel zorg € 129,58

    Voorbeeld: Tweemaal de premie voor gehuwden
      # nagerekend: 2 x 2119 / 12 - 106 = 247,17
      Gegeven een gehuwde zonder kinderen op 14 juli 2026
      En een belastbaar jaarinkomen van € 90.000,00
      Als de beslagvrije voet wordt berekend
      Dan is het onderdeel zorg € 247,17

  Regel: Lid 4, zonder woonadres in Nederland is de voet 47,5% van de norm voor gehuwden

    Abstract Scenario: Leefsituatie en inkomen doen er dan niet toe
      # nagerekend: 47,5% x 2027,79 = 963,20025
      Gegeven een <leefsituatie> op 14 juli 2026
      En geen woonadres in Nederland volgens de BRP
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet € 963,20

      Voorbeelden:
        | leefsituatie         |
        | alleenstaande        |
        | gehuwde met kinderen |

    Voorbeeld: In het buitenland vermenigvuldigd met de woonlandfactor
      # nagerekend: 47,5% x 2027,79 x 0,6 = 577,92015
      Gegeven een alleenstaande op 14 juli 2026
      En geen woonadres in Nederland volgens de BRP
      En een vaste verblijfplaats buiten Nederland
      En een woonlandfactor van 0,6
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet € 577,92
      En staat A-BUITENLAND als aanname op de kwitantie

  Regel: Lid 5, hoge woonkosten verhogen op verzoek het bedrag, ook boven het maximum

    Voorbeeld: Wat boven 110% van de maximale huur uitkomt komt erbij
      # nagerekend: 2208,48 + 1100 - 1,10 x 932,93 = 2208,48 + 73,777
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 99.999,00
      En woonkosten van € 1.100,00 per maand
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet € 2.282,26
      En eindigt de woonkostenverhoging op 14 juli 2027

    Voorbeeld: Woonkosten onder de grens verhogen niets
      # 1,10 x 932,93 = 1026,223; het maximum is gepubliceerd
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 99.999,00
      En woonkosten van € 1.026,22 per maand
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet € 2.208,48

    Voorbeeld: Bij gehuwden telt alleen wat de echtgenoot niet kan betalen
      # nagerekend: 1929,4276904 + 20
      Gegeven een gehuwde zonder kinderen op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      En woonkosten van € 1.100,00 per maand
      En een echtgenoot die € 20,00 van de hogere woonkosten niet kan betalen
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet € 1.949,43

    Voorbeeld: Tot en met 2022 alleen als de voet gelijk is aan het maximum
      # nagerekend: 1701,27 + 900 - 1,10 x 763,47 = 1701,27 + 60,183; zes maanden
      Gegeven een alleenstaande op 31 december 2022
      En een belastbaar jaarinkomen van € 99.999,00
      En woonkosten van € 900,00 per maand
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet € 1.761,45
      En eindigt de woonkostenverhoging op 30 juni 2023

  Regel: Lid 6, de verhoging van lid 5 is hoogstens zes maanden te verlengen

    Voorbeeld: Binnen de verlenging telt de verhoging
      # nagerekend: 1499,4516904 + 73,777
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      En woonkosten van € 1.100,00 per maand
      En de woonkostenverhoging is toegekend tot 14 februari 2026
      En de woonkostenverhoging is verlengd tot 14 augustus 2026
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet € 1.573,23

    Voorbeeld: Langer dan zes maanden kan niet
      # zonder verhoging, nagerekend onder lid 2
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      En woonkosten van € 1.100,00 per maand
      En de woonkostenverhoging is toegekend tot 14 januari 2026
      En de woonkostenverhoging is verlengd tot 14 april 2027
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet € 1.499,45

  Regel: Lid 7, wie geen huurtoeslag kan krijgen krijgt onder de inkomensgrens een verhoging

    Abstract Scenario: Een eigenaar vlak onder en op de grens van 2026
      # nagerekend: 1348,487 + 129,583333 + (C - 23425) x 27% / 12, onder de grens met 75 erbij
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van <inkomen>
      En een verzoek om verhoging wegens een eigen woning
      En een verhoging volgens de AMvB van € 75,00
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet <voet>

      Voorbeelden:
        | inkomen     | voet       |
        | € 55.682,77 | € 2.278,87 |
        | € 55.682,78 | € 2.203,87 |

    Abstract Scenario: Een huurder zonder huurtoeslag telt mee sinds 2023
      # nagerekend: 95% x 1101,82 = 1046,729; 95% x 1195,66 + 75 = 1210,877
      Gegeven een alleenstaande op <dag>
      En een belastbaar jaarinkomen van € 10.000,00
      En een verzoek om verhoging wegens een huurwoning zonder huurtoeslag
      En een verhoging volgens de AMvB van € 75,00
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet <voet>

      Voorbeelden:
        | dag              | voet       |
        | 31 december 2022 | € 1.046,73 |
        | 1 januari 2023   | € 1.210,88 |

  Regel: Lid 8, het maximum is het bedrag waarbij de huur de maximale huur bereikt

    Abstract Scenario: De formule geeft daar zelf het gepubliceerde maximum
      Gegeven een <leefsituatie> op <dag>
      En een belastbaar jaarinkomen van <inkomen>
      Als de beslagvrije voet wordt berekend
      Dan is de som van de formule <maximum>

      # gepubliceerd; het inkomen volgt uit lid 8
      Voorbeelden:
        | leefsituatie            | dag            | inkomen     | maximum    |
        | alleenstaande           | 1 januari 2022 | € 33.839,47 | € 1.691,66 |
        | gehuwde zonder kinderen | 1 januari 2024 | € 56.399,45 | € 2.631,49 |
        | alleenstaande ouder     | 1 juli 2025    | € 57.308,00 | € 2.264,67 |
        | gehuwde met kinderen    | 1 juli 2026    | € 82.387,09 | € 3.179,68 |

# language: nl
Functionaliteit: Algemene termijnenwet, wanneer een termijn eindigt

  Regel: Artikel 1, een termijn die op zaterdag, zondag of een feestdag eindigt loopt door tot de volgende werkdag

    Abstract Scenario: De laatste dag
      Als een termijn van <dagen> dagen begint na <gebeurtenis>
      Dan is de laatste dag <laatste>

      # met de kalender nagerekend; 21 november 2026 is een zaterdag, 1 januari 2027 een vrijdag
      Voorbeelden:
        | gebeurtenis      | dagen | laatste          |
        | 2 november 2026  | 14    | 16 november 2026 |
        | 7 november 2026  | 14    | 23 november 2026 |
        | 24 december 2026 | 8     | 4 januari 2027   |

  Regel: Artikel 2, een termijn van drie dagen of meer heeft ten minste twee werkdagen

    Voorbeeld: Drie dagen vanaf een vrijdag
      # maandag en dinsdag zijn de twee werkdagen
      Als een termijn van 3 dagen begint na 6 november 2026
      Dan is de laatste dag 10 november 2026

    Voorbeeld: Een termijn van een dag
      Als een termijn van 1 dag begint na 6 november 2026
      Dan is de laatste dag 9 november 2026

  Regel: Artikel 3, algemeen erkende feestdagen en dagen die ermee zijn gelijkgesteld

    Abstract Scenario: Feestdagen
      Dan is <dag> geen werkdag

      Voorbeelden:
        | dag              |
        | 3 april 2026     |
        | 6 april 2026     |
        | 27 april 2026    |
        | 26 april 2025    |
        | 14 mei 2026      |
        | 25 mei 2026      |
        | 25 december 2026 |

    Voorbeeld: Een gelijkgestelde dag
      Gegeven 15 mei 2026 is bij koninklijk besluit gelijkgesteld met een feestdag
      Als een termijn van 8 dagen begint na 7 mei 2026
      Dan is de laatste dag 18 mei 2026

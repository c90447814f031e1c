# language: nl
Functionaliteit: Artikel 475fa Rv, de kantonrechter verhoogt de voet voor een bepaalde tijd

  Regel: Artikel 475fa, zolang de beslissing geldt is de voet ten minste het bepaalde bedrag

    Abstract Scenario: Hoger, verlopen en lager
      # zonder beslissing nagerekend: 1499,45 (artikel 475da lid 2)
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      En een door de kantonrechter bepaald bedrag van <bepaald> van <van> tot <tot>
      Als de beslagvrije voet wordt berekend
      Dan is de beslagvrije voet <voet>

      Voorbeelden:
        | bepaald    | van           | tot             | voet       |
        | € 1.800,00 | 14 juli 2026  | 14 oktober 2026 | € 1.800,00 |
        | € 1.800,00 | 14 april 2026 | 14 juli 2026    | € 1.499,45 |
        | € 1.000,00 | 14 juli 2026  | 14 oktober 2026 | € 1.499,45 |

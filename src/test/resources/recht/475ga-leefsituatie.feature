# language: nl
# Data zoals de BRP ze geeft: jjjjmmdd, met nullen of korter als zij onvolledig zijn.
Functionaliteit: Artikel 475ga Rv, de leefsituatie volgens de BRP

  Regel: Lid 2, alleenstaande tenzij de BRP een echtgenoot op hetzelfde adres toont

    Voorbeeld: Niemand anders op het adres
      Gegeven volgens de BRP is de schuldenaar alleen op het adres
      Als de leefsituatie op 14 juli 2026 wordt bepaald
      Dan is de schuldenaar een alleenstaande

    Voorbeeld: Een echtgenoot op het adres
      Gegeven volgens de BRP is er een huwelijk vanaf "20100601" met iemand op hetzelfde adres
      Als de leefsituatie op 14 juli 2026 wordt bepaald
      Dan is de schuldenaar een gehuwde zonder kinderen

    Voorbeeld: Een echtgenoot op een ander adres
      Gegeven volgens de BRP is er een huwelijk vanaf "20100601" met iemand op een ander adres
      En volgens de BRP woont er een kind van "20150302" op het adres
      Als de leefsituatie op 14 juli 2026 wordt bepaald
      Dan is de schuldenaar een alleenstaande ouder

    Voorbeeld: Gewezen echtgenoten die samen wonen
      Gegeven volgens de BRP is het huwelijk van "20100601" ontbonden op "20200101" en wonen zij nog op hetzelfde adres
      Als de leefsituatie op 14 juli 2026 wordt bepaald
      Dan is de schuldenaar een gehuwde zonder kinderen
      En berust de leefsituatie op aanname A-EXECHTGENOOT

    Voorbeeld: Wie geen woonadres in Nederland heeft woont volgens de BRP met niemand
      Gegeven volgens de BRP heeft de schuldenaar geen woonadres in Nederland
      En volgens de BRP is er een huwelijk vanaf "20100601" met iemand op hetzelfde adres
      Als de leefsituatie op 14 juli 2026 wordt bepaald
      Dan is de schuldenaar een alleenstaande

  Regel: Participatiewet artikel 4 lid 1, een kind telt tot zijn achttiende verjaardag

    Abstract Scenario: Rond de achttiende verjaardag
      Gegeven volgens de BRP woont er een kind van "<geboren>" op het adres
      Als de leefsituatie op 14 juli 2026 wordt bepaald
      Dan is de schuldenaar een <leefsituatie>

      Voorbeelden: morgen achttien, vandaag achttien, alleen het jaar bekend
        | geboren  | leefsituatie        |
        | 20080715 | alleenstaande ouder |
        | 20080714 | alleenstaande       |
        | 2009     | alleenstaande ouder |
        | 2007     | alleenstaande       |

    Voorbeeld: Een kind op een ander adres telt niet
      Gegeven volgens de BRP woont er een kind van "20150302" op een ander adres
      Als de leefsituatie op 14 juli 2026 wordt bepaald
      Dan is de schuldenaar een alleenstaande

  Regel: Lid 2, wat de BRP onzeker laat wordt niet geraden

    Voorbeeld: Van het kind is alleen het jaar bekend en dat beslist niet
      Gegeven volgens de BRP woont er een kind van "2008" op het adres
      Als de leefsituatie op 14 juli 2026 wordt bepaald
      Dan is de leefsituatie niet te bepalen: LeefsituatieOnbekend

    Voorbeeld: Van het huwelijk is alleen het jaar bekend en dat beslist niet
      Gegeven volgens de BRP is er een huwelijk vanaf "2026" met iemand op hetzelfde adres
      Als de leefsituatie op 14 juli 2026 wordt bepaald
      Dan is de leefsituatie niet te bepalen: LeefsituatieOnbekend

# language: nl
Functionaliteit: Artikel 475i Rv, de mededeling aan de schuldenaar en de kwitantie waarop zij berust

  Regel: Lid 2, de mededeling noemt bedrag, gegevens en berekening en verwijst naar de rechten van de schuldenaar

    Voorbeeld: Wat in de toelichting staat
      # bedrag nagerekend onder artikel 475da lid 2
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      Als de beslagvrije voet wordt berekend
      Dan noemt de toelichting "Uw beslagvrije voet: 1499,45 euro per maand"
      En noemt de toelichting "30000,00 euro per jaar"
      En noemt de toelichting "Rv art. 475g lid 1"
      En noemt de toelichting "Rv art. 475da lid 5 en lid 7"
      En noemt de toelichting "Rv art. 475e lid 1"

  Regel: Lid 2, de kwitantie alleen is genoeg om de berekening over te doen

    Voorbeeld: Zelfde invoer, zelfde recht, zelfde kwitantie
      Gegeven een gehuwde met kinderen op 14 juli 2026
      En een belastbaar jaarinkomen van € 42.000,00
      En onbeslagen inkomen van de echtgenoot van € 300,00 per maand
      En een netto maandinkomen met vakantiebijslag van € 2.500,00
      Als de beslagvrije voet wordt berekend
      En de kwitantie opnieuw wordt berekend
      Dan komt dezelfde kwitantie eruit

    Voorbeeld: Dezelfde invoer met het recht van een andere dag
      # nagerekend: 95% x (1401,50 - 1419,46) = -17,062; de andere onderdelen zijn in beide halfjaren gelijk
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      Als de beslagvrije voet wordt berekend
      En de kwitantie wordt berekend met het recht van 15 januari 2026
      Dan is het bedrag dan € 1.482,39
      En verschilt het onderdeel bijstand € -17,06
      En verschilt het onderdeel huur € 0,00

    Voorbeeld: Een kwitantie waarvan de invoer is veranderd
      Gegeven een alleenstaande op 14 juli 2026
      En een belastbaar jaarinkomen van € 30.000,00
      Als de beslagvrije voet wordt berekend
      En iemand op de kwitantie het jaarinkomen verandert in € 20.000,00
      En de kwitantie opnieuw wordt berekend
      Dan wordt de kwitantie niet geloofd

  Regel: Lid 3 en 4, wat binnen vier weken na de mededeling wordt gemeld telt vanaf het beslag

    Abstract Scenario: De laatste dag en de dag daarna
      # 1 juni 2026 is een maandag; vier weken eindigen op maandag 29 juni
      Als bij een beslag van 20 mei 2026 en een mededeling van 1 juni 2026 wordt gemeld op <melding>
      Dan telt het nieuwe bedrag vanaf <vanaf>
      En berust dat op aanname A-DAGNUL

      Voorbeelden:
        | melding      | vanaf        |
        | 29 juni 2026 | 20 mei 2026  |
        | 30 juni 2026 | 30 juni 2026 |

<?xml version="1.0" encoding="UTF-8"?>
<!--
  Antwoord UWVPersoonsIkvInfoResponse van de dienst voor digitale diensten naar canonieke Inkomsten. Het heeft dezelfde vorm als dat van
  de polisadministratie, met minder velden; alles komt van daar, behalve wat het over een tijdvak zegt. Uitleg per veld: README.md.
-->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:f="urn:ketenbrug:functies"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:import href="../polis/polis-to-canonical.xsl"/>

  <xsl:template match="Inkomstenopgave">
    <Inkomstenopgave>
      <xsl:sequence select="
          f:datumveld('begin', DatBIko),
          f:datumveld('einde', DatEIko),
          f:bedrag('brutoloonSv', BedrBrutoloonSv)"/>
    </Inkomstenopgave>
  </xsl:template>
</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- Antwoord PersoonsInfoResponse naar canonieke Brongegevens. Uitleg per veld: README.md. -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:s="urn:ketenbrug:suwiml"
                xmlns:kad="http://bkwi.nl/SuwiML/Diensten/KadasterDossierGSD/v0300"
                xmlns="urn:ketenbrug:invordering:1"
                exclude-result-prefixes="#all">

  <xsl:import href="../suwinet/suwiml.xsl"/>

  <xsl:variable name="antwoord" as="xs:QName" select="xs:QName('kad:PersoonsInfoResponse')"/>

  <xsl:mode name="erbij" on-no-match="deep-skip"/>

  <xsl:template match="kad:PersoonsInfoResponse" mode="objecten">
    <xsl:apply-templates select="ClientSuwi/Eigendom/OnroerendeZaak" mode="objecten"/>
  </xsl:template>

  <xsl:template match="OnroerendeZaak" mode="objecten">
    <OnroerendeZaak>
      <xsl:for-each select="KadastraleAanduiding">
        <aanduiding>
          <xsl:sequence select="
              s:tekst('gemeentecode', CdKadastraleGemeente),
              s:tekst('gemeente', KadastraleGemeentenaam),
              s:tekst('sectie', KadastraleSectie),
              s:tekst('perceel', KadastraalPerceelnr),
              s:tekst('appartement', VolgnrKadastraalAppartementsrecht)"/>
        </aanduiding>
      </xsl:for-each>
      <xsl:sequence select="
          s:tekst('soort', CdTypeOnroerendeZaak),
          s:tekst('omschrijving', OmsKadastraalObject),
          s:datum('toestandOp', DatToestandKadaster)"/>
      <xsl:for-each select="ZakelijkRecht">
        <recht>
          <xsl:sequence select="s:tekst('omschrijving', OmsZakelijkRecht), s:datum('einde', DatEZakelijkRecht)"/>
        </recht>
      </xsl:for-each>
      <xsl:sequence select="
          s:bedrag('koopsom', BedrKoopsom),
          s:tekst('jaarAankoop', JaarAankoop[. ne '0000']),
          s:indicatie('meerGerechtigden', IndMeerGerechtigden)"/>
      <!-- Waar de zaak ligt en wie er recht op heeft: alleen wie naar de zaak zelf vraagt, neemt dat over. -->
      <xsl:apply-templates select="LocatieOZ, Gerechtigde" mode="erbij"/>
      <xsl:sequence select="s:herkomst()"/>
    </OnroerendeZaak>
  </xsl:template>
</xsl:stylesheet>

package nl.ketenbrug.bvv;

import java.math.BigDecimal;

/**
 * One figure of one half-year, as its file states it.
 *
 * @param voor the group it holds for: {@code alle}, {@code eenpersoons}, {@code meerpersoons} or
 *     codes of leefsituaties joined by a plus sign
 * @param waarde exact, in {@code eenheid}
 * @param artikel where the law names it
 * @param bron where the value was found
 */
public record Cijfer(
    Cijfernaam naam,
    String voor,
    BigDecimal waarde,
    String eenheid,
    String artikel,
    Cijferstatus status,
    String bron) {}

package nl.ketenbrug.bvv;

/** The household type that follows from the BRP, or why none follows. */
public sealed interface Leefsituatiebepaling permits Leefsituatievaststelling, Weigering {}

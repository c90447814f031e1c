package nl.ketenbrug.bvv;

/** The income that follows from the statements, or why none follows. */
public sealed interface Inkomensbepaling permits Inkomensvaststelling, Weigering {}

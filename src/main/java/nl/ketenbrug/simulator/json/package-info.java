/** Sources that are asked by JSON over HTTP with a key; their answers are files. */
package nl.ketenbrug.simulator.json;

/** Programs of the JDK's API alone, which the tests run with the agent. */
package org.llsocket.agent.programs;

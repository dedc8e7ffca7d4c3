/** Ordinary names from many places, so that thousands of seeded people look real. */
export const firstNames =
  `Aaliyah Aaron Abigail Adam Adriana Ahmed Aisha Alejandro Alex Alice Amara Amelia Amir Ana Andre Andrea Angela Anika Anna Anthony
Antonio Aria Arjun Asha Ashley Ava Ayana Beatriz Ben Bianca Brandon Brian Bridget Camila Carlos Carmen Caroline Catherine Cecilia
Charlotte Chen Chloe Chris Claire Connor Daniel Daniela David Deepa Diego Dmitri Dominic Elena Eli Elijah Elizabeth Ella Emeka
Emily Emma Eric Esther Ethan Eva Fatima Felix Fernando Fiona Francesca Gabriel George Gina Grace Hannah Hao Harper Hassan Hélène
Henry Hiroshi Ian Ibrahim Imani Ines Ingrid Isaac Isabella Ivan Jack Jacob Jada Jamal James Jasmine Javier Jin Joanna John Jonah
Jordan José Joseph Joshua Julia Kai Karen Katarzyna Keisha Kenji Kevin Kofi Kwame Kyle Laila Lara Laura Layla Leah Leila Leo Liam
Lina Ling Lucas Lucia Luis Luna Maeve Malik Manuel Marcus Maria Mariam Mark Mateo Matthew Maya Mei Mia Michael Miguel Mila Min
Mohammed Monica Nadia Naomi Natalia Nathan Nia Nicole Nikhil Nina Noah Noor Nora Oliver Olivia Omar Oscar Pablo Patricia Paul
Pedro Peter Priya Quinn Rachel Rafael Rahul Raj Rebecca Ricardo Rina Robert Rosa Ruth Ryan Samir Samuel Sandra Sara Scott Sean
Sebastián Sergio Shreya Simone Sofia Sonia Soo-jin Stella Stephen Sven Tara Tariq Teresa Theo Thomas Tiffany Tobias Tomás Uma
Valentina Victor Victoria Vikram Vivian Wei William Xavier Ximena Yara Yasmin Yuki Yusuf Zara Zoë`.split(/\s+/);

export const lastNames =
  `Abbott Abdi Acosta Adeyemi Agarwal Aguilar Ahmed Ali Allen Almeida Alvarez Andersen Anderson Aoki Arnold Bailey Baker Banerjee
Barnes Bauer Becker Bell Bennett Berg Bianchi Boateng Bouchard Brooks Brown Bryant Burke Butler Cabrera Campbell Carter Castillo
Castro Chan Chang Chavez Chen Cho Choi Chowdhury Clark Cohen Coleman Collins Cook Cooper Costa Cox Cruz Das Davis Delgado Desai
Diallo Diaz Dubois Duran Edwards Eriksson Espinoza Evans Farah Feldman Fernandez Fischer Fleming Flores Foster Fox Fuentes Fujita
Garcia García Gibson Gomez Gonzalez Gordon Graham Grant Gray Green Gupta Gutierrez Haddad Hall Hansen Hassan Hayes Henderson
Hernandez Hoang Hoffman Howard Huang Hughes Hussain Ibrahim Ito Ivanov Iyer Jackson Jansen Jenkins Jensen Johansson Johnson Jones
Joshi Kang Kapoor Katz Kaur Kelly Khan Kim King Klein Kowalski Kumar Kuznetsov Lam Larsen Le Lee Levin Lewis Li Lim Lin Liu Lopez
López Mahmoud Marino Marshall Martin Martinez Mbeki McCarthy McDonald Medina Mehta Mendoza Meyer Miller Mitchell Mohamed Moore
Morales Moreau Morgan Morris Mukherjee Müller Murphy Murray Nakamura Nascimento Navarro Nelson Ng Nguyen Nielsen Novak Nwosu
O'Brien O'Connor Okafor Okonkwo Oliveira Olsen Ortiz Osei Ozturk Palmer Park Parker Patel Pereira Perez Peterson Petrov Pham
Phillips Popescu Price Ramirez Ramos Rao Reed Reyes Reynolds Richardson Rivera Roberts Robinson Rodriguez Rogers Romano Rosen
Rossi Ruiz Russell Ryan Saito Salazar Sanchez Sanders Santos Sato Schmidt Schneider Scott Shah Sharma Shaw Silva Simmons Singh
Smith Sokolov Soto Stewart Stone Sullivan Suzuki Takahashi Tan Tanaka Taylor Thomas Thompson Torres Tran Tremblay Turner Vargas
Vasquez Walker Wallace Walsh Wang Ward Watanabe Weber West White Williams Wilson Wolf Wong Wood Wright Wu Xu Yamamoto Yang Yilmaz
Yoon Young Zhang Zhao Zimmermann`.split(/\s+/);

/** Names that break careless pages, exports and logs. Each is [first, last]. */
export const hostileNames: readonly (readonly [string, string])[] = [
  ['<img src=x onerror=alert(1)>', 'Markup'],
  ['</script><script>alert(2)</script>', 'Scripted'],
  ['<svg/onload=alert(3)>', 'Vector'],
  ['=1+1', 'Formula'],
  ['@SUM(A1:A9)', '+1-555'],
  ['-2+3', '=HYPERLINK("https://evil.example","x")'],
  ["Robert'); DROP TABLE person;--", 'Quote"s'],
  ['\u202egnirts desrever', 'Override'],
  ['Zero\u200bWidth\u200d', 'Joi\ufeffner'],
  ['👩‍👩‍👧‍👦 Emoji', '🏳️‍🌈'],
  ['L'.repeat(300), 'Long'],
  ['أحمد', 'المصري'],
  ['{{constructor.constructor("alert(4)")()}}', '$\u007b7*7}'],
  ['Z̷̤̆a̴l̶g̵o̸', 'Stack\u0301\u0302\u0303\u0304'],
  ['null', 'undefined'],
  ['__proto__', 'constructor'],
];
